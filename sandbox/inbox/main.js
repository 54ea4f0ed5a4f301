import { html, render } from '/assets/htm-preact.js';
import { App } from './app.js';

render(html`<${App} />`, document.getElementById('app'));
