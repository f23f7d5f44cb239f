// What the build defines; explanations for developers are on.
Object.assign(globalThis, { __DEV__: true });
