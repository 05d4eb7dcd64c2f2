// n8n's engine prints every refused item with its stack; the tests look at the run instead.
process.env.N8N_LOG_LEVEL = 'silent';
