// A background without room: as long as this value is stored, storage takes nothing more from it.
const { local } = chrome.storage;
const set = local.set.bind(local);
const value = async (items) => {
  if ((await local.get("no-room-for-tests"))["no-room-for-tests"]) {
    throw new Error("QuotaExceededError: storage.local API call exceeded its quota limitations.");
  }
  return set(items);
};
Object.defineProperty(local, "set", { value, configurable: true, writable: true });
