/** A document or a server that cannot be compared with the contract. The message says why and what to do. */
export class CannotCompareError extends Error {}
