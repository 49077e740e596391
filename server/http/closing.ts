/** Whether the server is on its way out. */
export type Lifecycle = { closing: boolean };
