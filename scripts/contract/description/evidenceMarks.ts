/** True for a mark of the contract that makes its claim a guess. api/README.md explains the marks. */
export const isGuessMark = (mark: unknown): boolean => mark === 'inferred' || mark === 'unknown';
