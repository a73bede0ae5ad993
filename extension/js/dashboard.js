import { start } from "./start.js";
import init, { dashboard } from "../wasm/dashboard.js";

start(init, dashboard);
