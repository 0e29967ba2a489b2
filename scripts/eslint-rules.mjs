/** The project's own lint rules: what no published rule says. Each is a few lines; the reason stands in its message. */

/** @type {import('eslint').Rule.RuleModule} */
const numberOfText = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      text: 'A number made from text loses digits of money. Use decimal() or readDecimal() from @/kernel/decimal, or Number.parseInt for a count.',
    },
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    const checker = services.program.getTypeChecker();
    const mayBeText = (node) => {
      const type = services.getTypeAtLocation(node);
      const parts = type.isUnion() ? type.types : [type];
      return parts.some((part) => ['string', 'any', 'unknown'].includes(nameOf(part)));
    };
    const nameOf = (type) => checker.typeToString(checker.getBaseTypeOfLiteralType(type));
    return {
      'CallExpression[callee.name="Number"]'(node) {
        const [value] = node.arguments;
        if (value !== undefined && mayBeText(value)) context.report({ node, messageId: 'text' });
      },
      'UnaryExpression[operator="+"]'(node) {
        if (mayBeText(node.argument)) context.report({ node, messageId: 'text' });
      },
    };
  },
};

/** @type {import('eslint').Rule.RuleModule} */
const typeOnlyInjection = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      erased:
        "'{{name}}' is imported as a type only, so nothing is left at run time to inject. Import the class itself, or name a token with @Inject().",
    },
  },
  create(context) {
    const typeOnly = new Set();
    return {
      ImportDeclaration(node) {
        for (const specifier of node.specifiers) {
          if (node.importKind === 'type' || specifier.importKind === 'type') {
            typeOnly.add(specifier.local.name);
          }
        }
      },
      'ClassDeclaration > ClassBody > MethodDefinition[kind="constructor"]'(node) {
        if ((node.parent.parent.decorators ?? []).length === 0) return;
        for (const parameter of node.value.params) {
          const declared =
            parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
          const isNamed =
            [...(parameter.decorators ?? []), ...(declared.decorators ?? [])].length > 0;
          const name = declared.typeAnnotation?.typeAnnotation?.typeName?.name;
          if (!isNamed && typeOnly.has(name)) {
            context.report({ node: parameter, messageId: 'erased', data: { name } });
          }
        }
      },
    };
  },
};

/** @type {import('eslint').Rule.RuleModule} */
const disableWithReason = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { why: 'Say why the rule is switched off: `-- reason` after its name.' },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const text = comment.value.trim();
          if (/^eslint-disable/.test(text) && !/\s--\s+\S/.test(text)) {
            context.report({ loc: comment.loc, messageId: 'why' });
          }
        }
      },
    };
  },
};

export const strategerRules = {
  rules: {
    'number-of-text': numberOfText,
    'type-only-injection': typeOnlyInjection,
    'disable-with-reason': disableWithReason,
  },
};
