import type { INodeType, IVersionedNodeType } from 'n8n-workflow';

/** Returns n8n's own nodes that the examples use, by type name. */
export function coreNodes(): Record<string, INodeType | IVersionedNodeType>;
