export * from './builders';
export * from './common';
export * from './dates';
export * from './objects';
export * from './options';
export { rejectInput } from '../values/rejectInput';
