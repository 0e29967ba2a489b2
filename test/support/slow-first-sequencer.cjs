const Sequencer = require('@jest/test-sequencer').default;

/** What takes minutes begins first, so that nobody waits for it alone at the end. */
const SLOW = [
  'e2e/chaos',
  'e2e/crash-matrix',
  'e2e/kill-switch',
  'e2e/request-limits',
  'e2e/bingx-mixed-orders',
  'e2e/two-instances',
  'e2e/galera-cluster',
  'e2e/stream-gap',
];

const rankOf = ({ path }) => {
  const at = SLOW.findIndex((name) => path.includes(name));
  return at === -1 ? SLOW.length : at;
};

module.exports = class SlowFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rankOf(one) - rankOf(other));
  }
};
