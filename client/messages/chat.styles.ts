import { css } from 'lit';

export const chatStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
    block-size: 100%;
    overflow: hidden;
    background: var(--surface-page);
  }

  .body {
    position: relative;
    flex: 1;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }

  pa-timeline {
    position: relative;
    flex: 1;
  }

  .missing {
    flex: 1;
  }
`;
