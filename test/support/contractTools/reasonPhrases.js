'use strict';

/** The reason phrases of HTTP by status. */
exports.reasonPhrases = require('node:http').STATUS_CODES;
