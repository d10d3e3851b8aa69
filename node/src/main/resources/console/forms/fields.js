// What the user has entered so far, as a tree of fields. A field writes itself as JSON text, so that no digit of a number is lost,
// and takes what it cannot read as text: the node judges, and its answer comes back to the field by JSON pointer.
import { canRead, isObject, stringify } from "../json.js";

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * @typedef {"text" | "integer" | "number" | "decimal" | "instant" | "date" | "duration" | "uuid" | "base64" | "json"} TextKind
 * @typedef {{name: string, required: boolean, description: string}} About
 */

/** @abstract */
export class Field {
  /** @param {About} about */
  constructor({ name, required, description }) {
    this.name = name;
    this.required = required;
    this.description = description;
  }

  /**
   * @abstract
   * @returns {string | undefined} JSON text; undefined if the field is left out
   */
  toJson() {}

  /**
   * Takes a value over into the field.
   *
   * @abstract
   * @param {unknown} _value undefined or null for none
   * @returns {boolean} whether the field can hold all of it
   */
  load(_value) {}
}

export class TextField extends Field {
  text = "";

  /** @param {About} about @param {TextKind} kind */
  constructor(about, kind) {
    super(about);
    this.kind = kind;
  }

  toJson() {
    const trimmed = this.text.trim();
    if (trimmed === "") {
      return undefined;
    }
    return this.#isJson(trimmed) ? trimmed : stringify(this.kind === "text" ? this.text : trimmed);
  }

  load(value) {
    const none = value === undefined || value === null;
    this.text = none ? "" : this.kind === "json" ? stringify(value) : String(value);
    return none || this.kind === "json" || (typeof value !== "object" && this.text !== "");
  }

  #isJson(text) {
    switch (this.kind) {
      case "integer":
      case "number":
        return NUMBER.test(text);
      case "json":
        return canRead(text);
      default:
        return false;
    }
  }
}

export class BooleanField extends Field {
  /** @type {boolean | null} null if left out */
  value = this.required ? false : null;

  toJson() {
    return this.value === null ? undefined : String(this.value);
  }

  load(value) {
    this.value = value ?? (this.required ? false : null);
    return this.value === null || typeof this.value === "boolean";
  }
}

export class ChoiceField extends Field {
  /** The index of the option, or -1 for none. */
  chosen = -1;

  /** @param {About} about @param {unknown[]} options */
  constructor(about, options) {
    super(about);
    this.options = options.filter((option) => option !== null);
  }

  toJson() {
    return this.chosen < 0 ? undefined : stringify(this.options[this.chosen]);
  }

  load(value) {
    this.chosen = this.options.indexOf(value);
    return this.chosen >= 0 || value === undefined || value === null;
  }
}

export class ObjectField extends Field {
  /** @type {Field[] | null} null if the object is left out; made when needed, for a schema may hold itself */
  members = null;
  #make;

  /** @param {About} about @param {() => Field[]} make */
  constructor(about, make) {
    super(about);
    this.#make = make;
    this.include(about.required);
  }

  /** @param {boolean} included */
  include(included) {
    this.members = included ? this.#make() : null;
  }

  toJson() {
    return this.members === null ? undefined : `{${this.membersJson().join(",")}}`;
  }

  /** @returns {string[]} `"name":value` of each member that is not left out */
  membersJson() {
    return this.members
      .map((member) => [member.name, member.toJson()])
      .filter(([, json]) => json !== undefined)
      .map(([name, json]) => `${stringify(name)}:${json}`);
  }

  load(value) {
    const none = value === undefined || value === null;
    this.include(this.required || !none);
    if (none || !isObject(value)) {
      return none && !this.required;
    }
    const known = Object.keys(value).every((key) => this.members.some((member) => member.name === key));
    return this.members.map((member) => member.load(value[member.name])).every(Boolean) && known;
  }
}

export class ListField extends Field {
  /** @type {Field[]} */
  items = [];
  #make;

  /** @param {About} about @param {() => Field} make */
  constructor(about, make) {
    super(about);
    this.#make = make;
  }

  add() {
    this.items.push(this.#make());
    return this.items.at(-1);
  }

  /** @param {number} index */
  remove(index) {
    this.items.splice(index, 1);
  }

  toJson() {
    return this.items.length === 0 && !this.required ? undefined : `[${this.items.map((item) => item.toJson() ?? "null").join(",")}]`;
  }

  load(value) {
    this.items = [];
    return value === undefined || value === null || (Array.isArray(value) && value.map((item) => this.add().load(item)).every(Boolean));
  }
}

export class MapField extends Field {
  /** @type {{key: string, field: Field}[]} */
  entries = [];
  #make;

  /** @param {About} about @param {() => Field} make */
  constructor(about, make) {
    super(about);
    this.#make = make;
  }

  add(key = "") {
    this.entries.push({ key, field: this.#make() });
    return this.entries.at(-1).field;
  }

  /** @param {number} index */
  remove(index) {
    this.entries.splice(index, 1);
  }

  toJson() {
    const entries = this.entries.map(({ key, field }) => `${stringify(key)}:${field.toJson() ?? "null"}`);
    return entries.length === 0 && !this.required ? undefined : `{${entries.join(",")}}`;
  }

  load(value) {
    this.entries = [];
    const none = value === undefined || value === null;
    return none || (isObject(value) && Object.entries(value).map(([key, item]) => this.add(key).load(item)).every(Boolean));
  }
}

/** One of several objects, told apart by a constant member. */
export class VariantField extends Field {
  /** The index of the variant, or -1 for none. */
  chosen = -1;
  /** @type {ObjectField | null} */
  field = null;

  /** @param {About} about @param {{tag: string, constant: unknown, make: () => ObjectField}[]} variants */
  constructor(about, variants) {
    super(about);
    this.variants = variants;
  }

  /** @param {number} index */
  choose(index) {
    this.chosen = index;
    this.field = index < 0 ? null : this.variants[index].make();
  }

  toJson() {
    if (this.field === null) {
      return undefined;
    }
    const { tag, constant } = this.variants[this.chosen];
    return `{${[`${stringify(tag)}:${stringify(constant)}`, ...this.field.membersJson()].join(",")}}`;
  }

  load(value) {
    this.choose(this.variants.findIndex(({ tag, constant }) => isObject(value) && value[tag] === constant));
    if (this.field === null) {
      return value === undefined || value === null;
    }
    const { [this.variants[this.chosen].tag]: _, ...members } = value;
    return this.field.load(members);
  }
}
