/**
 * Imported before everything: Elysia reads NODE_ENV when it is loaded, and without `production` it sends schemas and
 * values of a failed validation to the client.
 */
process.env.NODE_ENV ??= 'production';
