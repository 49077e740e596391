/** `import data from './….txt' with { type: 'text' }`: Bun gives the file's text. */
declare module '*.txt' {
  const text: string;
  export = text;
}
