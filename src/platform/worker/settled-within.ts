/**
 * Waits for work, but not longer than `ms`; true when it ended in time, failed or not. For the shutdown: whatever is
 * still under way then is on record and is picked up after the next start.
 */
export async function settledWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const ended = work.then(
    () => true,
    () => true,
  );
  const inTime = await Promise.race([ended, limit]);
  clearTimeout(timer);
  return inTime;
}
