export function stateDiagram(table: Record<string, readonly string[]>): string;
export function stateDiagrams(): Promise<Map<string, string>>;
