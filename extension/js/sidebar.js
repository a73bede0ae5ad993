import { start } from "./start.js";
import init, { sidebar } from "../wasm/views.js";

start(init, sidebar);
