import { median } from './figures.mjs';

/** Time to the first 200 of /health/ready, of each in turn, and what it holds in memory a few seconds later. */
export async function compareStartUp(makers, { rounds, idleMs }) {
  const found = makers.map(() => ({ startMs: [], memory: [] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, make] of makers.entries()) {
      const contender = await make().start();
      found[index].startMs.push(contender.startMs);
      found[index].name = contender.name;
      if (round === rounds - 1) {
        await new Promise((done) => setTimeout(done, idleMs));
        found[index].memory.push(contender.memory());
      }
      await contender.stop();
    }
  }
  return found.map(({ name, startMs, memory }) => ({
    name,
    startMs: median(startMs),
    memory: median(memory),
  }));
}
