/** The versions of the node. n8n stores with each node the one with which somebody added it. */
export const versions = [1, 1.1];

/** The versions with which a fresh node begins with a read, and so does each resource that has one. */
export const versionsThatReadFirst = [1.1];
