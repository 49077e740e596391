/** `import mark from '….svg' with { type: 'text' }`: Bun gives the file's text. */
declare module '*.svg' {
  const text: string;
  export = text;
}
