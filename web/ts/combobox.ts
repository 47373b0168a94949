// A text field with a list of choices below it: the combobox with a listbox
// popup of the WAI-ARIA Authoring Practices. The focus stays in the field;
// aria-activedescendant tells which option a key press would take.

export interface ComboboxParts {
  /** A combobox already, with the list's id in aria-controls. */
  input: HTMLInputElement;
  /** What opens and closes, hidden at first. */
  popup: HTMLElement;
  /** The listbox inside it, with an id. Its options are elements with role=option. */
  list: HTMLElement;
  /** Called when a key asks for the list; fills it and calls show, at once or later. */
  wanted(): void;
  /** Called for the Delete key on an option; true if there was something to delete. */
  deleted(option: HTMLElement): boolean;
}

export class Combobox {
  private options: HTMLElement[] = [];
  private active = -1;
  /** What keys do; true if the key is used up. */
  private readonly keys: Readonly<Record<string, () => boolean>> = {
    ArrowDown: () => this.move(1),
    ArrowUp: () => this.move(-1),
    Home: () => this.active >= 0 && this.activate(0),
    End: () => this.active >= 0 && this.activate(this.options.length - 1),
    ArrowLeft: () => !this.activate(-1),
    ArrowRight: () => !this.activate(-1),
    Enter: () => this.choose(),
    Delete: () => this.remove(),
    Escape: () => this.escape(),
    Tab: () => (this.close(), false),
  };

  constructor(private readonly parts: ComboboxParts) {
    const { input, popup } = parts;
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (this.keys[event.key]?.()) event.preventDefault();
    });
    input.addEventListener("input", () => this.activate(-1));
    input.addEventListener("blur", () => this.close());
    // A press on the popup leaves the focus in the field.
    popup.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /** Shows the popup with what the list holds now. What was chosen stays so if it is there again. */
  show(): void {
    const { list } = this.parts;
    const before = this.options[this.active]?.getAttribute("href");
    this.options = [...list.querySelectorAll<HTMLElement>("[role=option]")];
    for (const [i, option] of this.options.entries()) {
      option.id = `${list.id}-${i}`;
      option.setAttribute("aria-selected", "false");
    }
    this.activate(before ? this.options.findIndex((option) => option.getAttribute("href") === before) : -1);
    this.expand(true);
  }

  close(): void {
    this.activate(-1);
    this.expand(false);
  }

  private expand(open: boolean): void {
    this.parts.popup.hidden = !open;
    this.parts.input.setAttribute("aria-expanded", String(open && this.options.length > 0));
  }

  /** Makes an option the active one; -1 is the field itself. */
  private activate(index: number): true {
    const { input } = this.parts;
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const option = this.options[index];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    return true;
  }

  /** Goes round; the field lies between the last option and the first. */
  private move(step: 1 | -1): true {
    const { popup, wanted } = this.parts;
    if (popup.hidden) wanted();
    const places = this.options.length + 1;
    if (!popup.hidden) this.activate(((this.active + 1 + step + places) % places) - 1);
    return true;
  }

  private choose(): boolean {
    const option = this.options[this.active];
    option?.click();
    return option !== undefined;
  }

  private remove(): boolean {
    const option = this.options[this.active];
    return option !== undefined && this.parts.deleted(option);
  }

  /** Closes the list; where it is closed already, empties the field. */
  private escape(): true {
    if (this.parts.popup.hidden) this.parts.input.value = "";
    this.close();
    return true;
  }
}
