export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {'\\.ts$': '<rootDir>/scripts/jest-transform.js'},
  injectGlobals: false,
  // Real engines on a busy machine take their time; what waits for them has bounds of its own.
  testTimeout: 30_000,
}
