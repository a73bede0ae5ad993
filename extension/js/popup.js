import { start } from "./start.js";
import init, { popup } from "../wasm/views.js";

start(init, popup);
