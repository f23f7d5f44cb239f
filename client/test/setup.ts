// The morph is there, as where the template says that the page needs it.
import "../src/morph";

// What the build defines; explanations for developers are on.
Object.assign(globalThis, { __DEV__: true });
