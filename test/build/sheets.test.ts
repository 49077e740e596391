import { expect, test } from 'bun:test';
import { slimSheet } from '../../build/sheets.ts';

test('a sheet loses its comments and lines, and says the same', () => {
  const sheet = `
    :host,
    .row {
      /* It stands, as
         * others do. */
      margin: 0 auto;
      content: 'a b';
      clip-path: inset(
        1px calc(2px + 3px)
      );
    }

    @media (width < 10em) {
      .a > .b {
        color: red
      }
    }
  `;
  expect(slimSheet(sheet)).toBe(
    ":host,.row {margin: 0 auto;content: 'a b';clip-path: inset( 1px calc(2px + 3px) );}@media (width < 10em) {.a > .b {color: red}}",
  );
});

test('what is put into a sheet stays where it is', () => {
  const shared = '${' + 'cutLine}';
  expect(slimSheet(`\n  .a {\n    b: c;\n  }\n\n  ${shared}\n\n  .d {\n  }\n`)).toBe(
    `.a {b: c;}${shared} .d {}`,
  );
});
