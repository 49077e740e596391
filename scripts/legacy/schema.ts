/** The tables of the older program. Its foreign keys were never switched on. */
export const SCHEMA = `
CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, username TEXT UNIQUE NOT NULL, password_hash TEXT NOT NULL,
  display_name TEXT, avatar_url TEXT, created_at DATETIME DEFAULT CURRENT_TIMESTAMP, updated_at DATETIME DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE conversations (id INTEGER PRIMARY KEY AUTOINCREMENT, created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  updated_at DATETIME DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE conversation_participants (conversation_id INTEGER NOT NULL, user_id INTEGER NOT NULL,
  joined_at DATETIME DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (conversation_id, user_id));
CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, sender_id INTEGER NOT NULL, receiver_id INTEGER NOT NULL,
  content TEXT NOT NULL, encrypted INTEGER DEFAULT 0, e2ee_v INTEGER, alg TEXT, sender_device_id TEXT, key_id TEXT, iv TEXT,
  ciphertext TEXT, aad TEXT, status TEXT DEFAULT 'sent', created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  delivered_at DATETIME, read_at DATETIME);
CREATE TABLE files (id INTEGER PRIMARY KEY AUTOINCREMENT, message_id INTEGER NOT NULL, file_name TEXT NOT NULL,
  file_path TEXT NOT NULL, file_size INTEGER, content_type TEXT, created_at DATETIME DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE user_device_keys (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL, device_id TEXT NOT NULL,
  algorithm TEXT, public_key TEXT, key_id TEXT, enc_private_key TEXT, enc_private_key_iv TEXT, kdf_salt TEXT,
  kdf_iterations INTEGER, kdf_alg TEXT, key_wrap_version INTEGER, revoked_at DATETIME);
CREATE TABLE push_subscriptions (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL, endpoint TEXT UNIQUE NOT NULL,
  p256dh TEXT NOT NULL, auth TEXT NOT NULL, user_agent TEXT, device_label TEXT, created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  revoked_at DATETIME);
CREATE INDEX idx_messages_pair ON messages (sender_id, receiver_id);
`;
