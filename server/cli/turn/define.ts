import type { Define } from '../command.ts';
import { withSettings } from '../options.ts';
import { TURN_TEXTS } from './texts.ts';

export const defineTurn: Define = (program, language) => {
  const texts = TURN_TEXTS[language];
  const names = ['turnPort', 'turnTlsPort', 'turnRelayPorts', 'turnHost', 'turnAddress'] as const;
  withSettings(program.command('turn').description(texts.turn), language, names)
    .option('--coturn', texts.coturn)
    .action(async (flags) => {
      const { options, coturn } = { options: flags, coturn: flags.coturn === true };
      if (coturn) return (await import('./coturn.ts')).printCoturn(options);
      return (await import('./turn.ts')).runTurn(options);
    });
};
