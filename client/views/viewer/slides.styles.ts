import { css } from 'lit';

/** What PhotoSwipe's own sheet says of its slides; its buttons are not used. */
export const slidesStyles = css`
  .pswp {
    display: none;
    touch-action: none;
    outline: 0;
    opacity: 0.003;
    contain: layout style size;
    -webkit-tap-highlight-color: transparent;
  }

  .pswp--open {
    display: block;
  }

  .pswp,
  .pswp__bg {
    transform: translateZ(0);
    will-change: opacity;
  }

  .pswp__bg {
    background: #060a0b;
    opacity: 0.005;
  }

  .pswp,
  .pswp__scroll-wrap {
    overflow: hidden;
  }

  .pswp,
  .pswp__scroll-wrap,
  .pswp__bg,
  .pswp__container,
  .pswp__item,
  .pswp__content,
  .pswp__img,
  .pswp__zoom-wrap {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    inline-size: 100%;
    block-size: 100%;
  }

  .pswp img {
    max-inline-size: none;
  }

  .pswp__img,
  .pswp__zoom-wrap {
    inline-size: auto;
    block-size: auto;
  }

  .pswp__item {
    z-index: 1;
    overflow: hidden;
  }

  .pswp__container,
  .pswp__img {
    user-select: none;
    -webkit-user-select: none;
  }

  .pswp--zoom-allowed .pswp__img {
    cursor: zoom-in;
  }

  .pswp--zoomed-in .pswp__img {
    cursor: grab;
  }

  .pswp__hidden {
    display: none !important;
  }

  .pswp__content {
    pointer-events: none;
  }

  .pswp__content > * {
    pointer-events: auto;
  }

  .pswp__error-msg-container {
    display: grid;
  }

  /* Shown when a picture is long in coming. */
  .pswp__preloader {
    display: none;
  }

  .pswp__preloader--active {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    color: #fff;
    pointer-events: none;
  }

  .pswp__preloader svg {
    inline-size: 3rem;
    block-size: 3rem;
    fill: currentcolor;
    animation: pswp-turn 1s linear infinite;
  }

  @keyframes pswp-turn {
    to {
      rotate: 1turn;
    }
  }

  div.pswp__img--placeholder,
  .pswp__img--with-bg {
    background: #222;
  }
`;
