// The Worker beside the dashboard: files are read, made and encrypted here, so that nothing stops the page. It holds a
// copy of the library and no keys to the original. To give up a job, the dashboard ends the Worker.

import init, { begin, file, job, ledger, made, shard } from "../wasm/exchange.js";

const started = init();

/**
 * @param {number} done
 * @param {number} total
 */
const progress = (done, total) => postMessage({ progress: [done, total] });

/**
 * @typedef {object} Asked
 * @property {object} job What is to be done: a `Job`.
 * @property {string} [settings] The stored settings; with them comes the whole library.
 * @property {string} [ledger] The stored ledger of introductions.
 * @property {string[]} [shards] The stored texts of all shards.
 * @property {ArrayBuffer} [file] A file to be read.
 */

addEventListener("message", async (/** @type {MessageEvent<Asked>} */ { data }) => {
  try {
    await started;
    let unread = 0;
    if (data.shards) {
      begin(data.settings ?? "");
      if (data.ledger && !ledger(data.ledger)) unread += 1;
      for (const text of data.shards) if (!shard(text)) unread += 1;
    }
    if (data.file) file(new Uint8Array(data.file));
    const told = job(data.job, progress);
    const bytes = made();
    if (bytes.length) postMessage({ told, unread, file: bytes }, { transfer: [bytes.buffer] });
    else postMessage({ told, unread });
  } catch (error) {
    // WebAssembly that panicked, or found no memory, is of no use any more.
    postMessage({ broken: String(error) });
    close();
  }
});
