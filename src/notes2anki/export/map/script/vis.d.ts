// What the stage uses of vis-network, which pyvis brings without types.

declare namespace vis {
  class DataSet {
    constructor(items: object[]);
    add(items: object[]): void;
    remove(ids: string[]): void;
    clear(): void;
    get(id: string): object | null;
    getIds(): string[];
  }
  class Network {
    constructor(container: HTMLElement, data: { nodes: DataSet; edges: DataSet }, options: object);
    canvas: { frame: HTMLElement };
    on(event: string, listener: (argument: any) => void): void;
    redraw(): void;
    getScale(): number;
    getViewPosition(): { x: number; y: number };
    DOMtoCanvas(place: { x: number; y: number }): { x: number; y: number };
    moveTo(target: { position?: { x: number; y: number }; scale?: number; animation: object | boolean }): void;
  }
}

interface Window {
  notes2anki: Readonly<{ nodes(): string[]; select(id: unknown): boolean }>;
}
