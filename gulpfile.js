'use strict';

const { rm } = require('node:fs/promises');
const { dest, parallel, series, src } = require('gulp');

// Without `encoding: false` gulp reads pictures as text and breaks them.
const icons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));

const codex = () => src('nodes/**/*.node.json').pipe(dest('dist/nodes'));

const schemas = () => src('nodes/**/__schema__/**/*.json').pipe(dest('dist/nodes'));

// n8n-node build copies every picture of the repository into dist; only the icons belong there.
const prune = () => rm('dist/docs', { recursive: true, force: true });

exports['build:icons'] = series(prune, parallel(icons, codex, schemas));
