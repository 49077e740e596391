-- The server's own settings and what the audit log says of them, by the words that the protocol has for them.
UPDATE settings SET key = 'instance.' || substr(key, 7) WHERE key LIKE 'house.%';
UPDATE audit SET act = 'server.update' WHERE act = 'house.update';
