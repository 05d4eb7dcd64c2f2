'use strict';

const { join } = require('node:path');

/** The previous version of the package, packed; each release puts its predecessor here. */
exports.previousPackage = join(__dirname, '..', '..', 'e2e', 'previous.tgz');
