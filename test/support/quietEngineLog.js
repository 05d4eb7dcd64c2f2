// n8n's engine logs every failed item with its stack; the tests check the run instead.
process.env.N8N_LOG_LEVEL = 'silent';
