// What wasm-bindgen's modules look like to `tsc`, which runs before they are made.

declare module "*/wasm/background.js" {
  const init: (options: { module_or_path: string }) => Promise<unknown>;
  export default init;
  export const begin: (isTrial: () => Promise<unknown>) => Promise<unknown>;
  export const onCommand: (name: string) => Promise<unknown>;
  export const onMenu: (tab: number | undefined, link: string | undefined, selection: string | undefined) => Promise<unknown>;
  export const onInstalled: (reason: string) => Promise<unknown>;
  export const onMessage: (message: unknown, sender: unknown) => Promise<unknown>;
  export const onStartup: () => Promise<unknown>;
  export const onTabRemoved: (tab: number) => Promise<unknown>;
}

declare module "*/wasm/views.js" {
  export default function init(from?: { module_or_path: string }): Promise<unknown>;
  export function sidebar(messages?: object): void;
  export function popup(messages?: object): void;
  export function welcome(messages?: object): void;
}

declare module "*/wasm/dashboard.js" {
  export default function init(from?: { module_or_path: string }): Promise<unknown>;
  export function dashboard(messages?: object): void;
}

declare module "*/wasm/exchange.js" {
  export default function init(from?: { module_or_path: string }): Promise<unknown>;
  export function begin(settings: string): void;
  export function file(bytes: Uint8Array): void;
  export function job(job: object, progress: (done: number, total: number) => void): unknown;
  export function ledger(text: string): boolean;
  export function lookAhead(): void;
  export function made(): Uint8Array<ArrayBuffer>;
  export function shard(text: string): boolean;
  export function text(): string;
}
