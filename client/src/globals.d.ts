/** False in the shipped file: explanations for developers stand behind it and cost production nothing. */
declare const __DEV__: boolean;
