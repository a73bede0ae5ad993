import { start } from "./start.js";
import init, { dashboard } from "../wasm/views.js";

start(init, dashboard);
