export function documentFiles(folder: string, ending: string): string[];
export function documentsIn(modules: readonly object[]): Record<string, string>;
