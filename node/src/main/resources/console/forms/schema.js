// Reads JSON Schema: turns a command's schema into the fields of its form.
import { BooleanField, ChoiceField, ListField, MapField, ObjectField, TextField, VariantField } from "./fields.js";

/**
 * @param {object} schema of a command
 * @returns {ObjectField | TextField} a TextField of JSON if the schema says more than a form can show
 */
export const formOf = (schema) => fieldOf(schema, schema, "", true);

/**
 * @param {object | true} schema
 * @param {object} root where `$ref` leads into
 * @param {string} name as the user sees it
 * @param {boolean} required
 * @returns {import("./fields.js").Field}
 */
function fieldOf(schema, root, name, required) {
  const plain = withoutNull(resolve(schema, root), root);
  const about = { name, required, description: plain.description ?? "" };
  if (Array.isArray(plain.enum)) {
    return new ChoiceField(about, plain.enum);
  }
  const variants = plain.oneOf ?? plain.anyOf;
  if (Array.isArray(variants)) {
    return variantField(about, variants.map((variant) => resolve(variant, root)), root);
  }
  switch (typeOf(plain)) {
    case "boolean":
      return new BooleanField(about);
    case "array":
      return new ListField(about, () => fieldOf(plain.items ?? true, root, "", true));
    case "object":
      return objectField(about, plain, root);
    default:
      return new TextField(about, textKind(plain));
  }
}

function objectField(about, schema, root) {
  if (schema.properties) {
    const required = schema.required ?? [];
    const members = () =>
      Object.entries(schema.properties).map(([name, member]) => fieldOf(member, root, name, required.includes(name)));
    return new ObjectField(about, members);
  }
  if (typeof schema.additionalProperties === "object") {
    return new MapField(about, () => fieldOf(schema.additionalProperties, root, "", true));
  }
  return schema.additionalProperties === false ? new ObjectField(about, () => []) : new TextField(about, "json");
}

/** Variants are told apart by a member that is constant in each; others are left to JSON. */
function variantField(about, variants, root) {
  const constants = variants.map((variant) => Object.entries(variant.properties ?? {}).find(([, member]) => constantOf(member) !== undefined));
  if (constants.some((constant) => constant === undefined)) {
    return new TextField(about, "json");
  }
  return new VariantField(
    about,
    variants.map((variant, index) => {
      const [tag, member] = constants[index];
      const { [tag]: _, ...properties } = variant.properties;
      const without = { ...variant, properties, required: (variant.required ?? []).filter((name) => name !== tag) };
      return { tag, constant: constantOf(member), make: () => fieldOf(without, root, "", true) };
    }),
  );
}

function constantOf(schema) {
  return schema.const ?? (schema.enum?.length === 1 ? schema.enum[0] : undefined);
}

/** @returns {import("./fields.js").TextKind} */
function textKind(schema) {
  const type = typeOf(schema);
  if (type === "string") {
    const formats = { "date-time": "instant", date: "date", duration: "duration", uuid: "uuid" };
    return formats[schema.format] ?? (schema.contentEncoding === "base64" ? "base64" : "text");
  }
  return ["decimal", "integer", "number"].includes(type) ? type : "json";
}

/** Numbers of any length may be sent as text too; whole ones keep their digits as a number, decimals only as text. */
function typeOf(schema) {
  const types = [schema.type].flat().filter((type) => type !== "null");
  if (types.length === 2 && types.includes("string")) {
    return { number: "decimal", integer: "integer" }[types.find((type) => type !== "string")];
  }
  return types.length === 1 ? types[0] : undefined;
}

function resolve(schema, root) {
  if (typeof schema !== "object" || schema === null) {
    return {};
  }
  if (typeof schema.$ref !== "string" || !schema.$ref.startsWith("#")) {
    return schema;
  }
  const path = schema.$ref.split("/").slice(1).map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"));
  const target = path.reduce((at, part) => at?.[part], root);
  const { $ref: _, ...beside } = schema;
  return { ...resolve(target, root), ...beside };
}

/** A value or null is a value that may be left out. */
function withoutNull(schema, root) {
  const variants = schema.oneOf ?? schema.anyOf;
  const others = variants?.filter((variant) => resolve(variant, root).type !== "null");
  if (others?.length === 1) {
    const { oneOf: _, anyOf: __, ...beside } = schema;
    return withoutNull({ ...resolve(others[0], root), ...beside }, root);
  }
  return schema;
}
