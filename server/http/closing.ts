/**
 * Whether the server is on its way out. `draining`: it serves everybody as before and tells balancers to send nobody any
 * more. `closing`: it takes no request.
 */
export type Lifecycle = { draining: boolean; closing: boolean };
