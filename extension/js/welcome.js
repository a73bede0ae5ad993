import { start } from "./start.js";
import init, { welcome } from "../wasm/views.js";

start(init, welcome);
