import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { defineConfig, type OxlintOverride } from 'oxlint';
import { mayImport, mayUsePackage } from './test/layers/check-layers.ts';
import { AREAS, type Area } from './test/layers/table.ts';

const CLOCKS_AND_CHANCE = [
  { object: 'Date', property: 'now' },
  { object: 'performance', property: 'now' },
  { object: 'Math', property: 'random' },
  { object: 'Temporal', property: 'Now' },
];

/**
 * What the compiler cannot see: forgotten promises, forgotten cases, values that lost their type, and imports against
 * the layers. Spacing and import order are Biome's.
 */
export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'node'],
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  categories: { correctness: 'error' },
  ignorePatterns: ['src/storage/generated', 'reports', '.stryker-tmp', 'data'],
  rules: {
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/return-await': ['error', 'error-handling-correctness-only'],
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/no-misused-spread': ['error', { allow: ['string'] }],
    'typescript/only-throw-error': 'error',
    'typescript/prefer-promise-reject-errors': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-deprecated': 'error',
    'typescript/ban-ts-comment': 'error',
    'typescript/restrict-plus-operands': 'error',
    'eslint/eqeqeq': 'error',
    'eslint/no-console': 'error',
    // Naming a member beside a rest is how it is left out.
    'eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
    'import/no-cycle': ['error', { ignoreTypes: true }],
    'import/no-default-export': 'error',
    'unicorn/prefer-node-protocol': 'error',
    // The cleaning of what people paste is made of control characters.
    'eslint/no-control-regex': 'off',
    // Spreads group long argument lists; Biome would put every item on a line of its own.
    'unicorn/no-useless-spread': 'off',
    // Factories return plain functions that never use `this`; handing one on is the normal way of wiring.
    'typescript/unbound-method': 'off',
  },
  overrides: [
    {
      files: ['src/**/*.ts'],
      rules: {
        'typescript/no-unsafe-argument': 'error',
        'typescript/no-unsafe-assignment': 'error',
        'typescript/no-unsafe-call': 'error',
        'typescript/no-unsafe-member-access': 'error',
        'typescript/no-unsafe-return': 'error',
        'typescript/no-non-null-assertion': 'error',
        'node/no-process-env': 'error',
      },
    },
    // The last override wins: an area inside another comes after it.
    ...AREAS.toSorted((a, b) => a.path.length - b.path.length).map(layerRules),
    {
      files: AREAS.filter((area) => area.pure).flatMap(filesOf),
      excludeFiles: AREAS.filter((area) => !area.pure && isInsidePure(area)).flatMap(filesOf),
      rules: {
        'eslint/no-restricted-properties': [
          'error',
          ...CLOCKS_AND_CHANCE.map((each) => ({ ...each, message: 'Pure code takes this as a parameter.' })),
        ],
        'eslint/no-restricted-globals': ['error', 'process', 'setTimeout', 'setInterval', 'setImmediate', 'fetch'],
      },
    },
    {
      // The environment is read in config/; the embedded server hands PATH to its children.
      files: ['src/main.ts', 'src/cli/**', 'src/config/**', 'src/storage/embedded/**'],
      rules: { 'node/no-process-env': 'off' },
    },
    {
      files: [
        'src/main.ts',
        'src/check-node.mjs',
        'src/cli/**',
        'prisma/**',
        '.ci/**',
        'test/bench/**',
        'test/chaos/**',
        'test/global-setup.ts',
      ],
      rules: { 'eslint/no-console': 'off' },
    },
    {
      // What reads them asks for it; fast-check's stand-in is imported as the real one is.
      files: ['*.config.ts', 'test/global-setup.ts', 'test/mutation/fast-check-in-place.ts'],
      rules: { 'import/no-default-export': 'off' },
    },
    {
      // An event listener in the page may be async: the page reports what nobody caught.
      files: ['src/web/**/*.js'],
      rules: { 'typescript/no-misused-promises': ['error', { checksVoidReturn: false }] },
    },
    {
      // parseAst is the one parser that vitest hands out; its successor would need a dependency of its own.
      files: ['test/layers/read-source.ts'],
      rules: { 'typescript/no-deprecated': 'off' },
    },
    {
      files: ['test/**'],
      plugins: ['typescript', 'unicorn', 'oxc', 'import', 'node', 'vitest'],
      rules: {
        'vitest/no-focused-tests': 'error',
        'vitest/no-disabled-tests': 'error',
        // The second one says what was wrong.
        'vitest/valid-expect': ['error', { maxArgs: 2 }],
        'vitest/no-identical-title': 'error',
      },
    },
  ],
});

/** The row of the layer table as import bans, so that an editor shows what the layer test would refuse. */
function layerRules(area: Area): OxlintOverride {
  const banned = AREAS.filter((other) => !mayImport(area, other, false) && !holdsOpenArea(area, other));
  const others = banned.filter((other) => !banned.some(({ path }) => other.path.startsWith(`${path}/`)));
  const packages = dependencies().filter((name) => !mayUsePackage(area, name));
  const patterns = [
    ...others.map((other) => ({
      regex: `^${wayUp(area, other)}${pathPattern(area, other)}(/|\\.ts$)`,
      allowTypeImports: mayImport(area, other, true),
      message: `${area.path} may not import ${other.path} (test/layers/table.ts).`,
    })),
    ...packages.map((name) => ({
      regex: `^${name}(/|$)`,
      message: `${area.path} may not use ${name} (test/layers/table.ts).`,
    })),
    ...(area.node ? [] : [{ regex: nodePattern(area), message: `${area.path} is free of Node's own modules.` }]),
  ];
  return { files: filesOf(area), rules: { 'eslint/no-restricted-imports': ['error', { patterns }] } };
}

function isInsidePure(area: Area): boolean {
  return AREAS.some((outer) => outer.pure && area.path.startsWith(`${outer.path}/`));
}

function filesOf(area: Area): string[] {
  return [`src/${area.path}.ts`, `src/${area.path}/**`];
}

/** A ban on `other` would also hit the area inside it that is allowed; such a ban is left to the layer test. */
function holdsOpenArea(area: Area, other: Area): boolean {
  return AREAS.some((inner) => inner.path.startsWith(`${other.path}/`) && mayImport(area, inner, true));
}

/** From chat/slack, `../wecom/x.ts` means chat/wecom; from elsewhere the folder is always spelled out. */
function pathPattern(from: Area, to: Area): string {
  const [folder, name] = to.path.split('/');
  return name !== undefined && from.path.split('/')[0] === folder ? `(?:${folder}/)?${name}` : to.path;
}

/**
 * From chat/wecom/webhook, `../app/x.ts` means chat/wecom/app: what stands outside a folder is as many steps up as the
 * folder is deep.
 */
function wayUp(from: Area, to: Area): string {
  const steps = from.path.split('/');
  const isFolder = !existsSync(new URL(`src/${from.path}.ts`, import.meta.url));
  return isFolder && steps[0] !== to.path.split('/')[0] ? `(?:\\.\\./){${steps.length},}` : '(\\.{1,2}/)+';
}

function nodePattern(area: Area): string {
  return `^node:(?:${builtinModules.filter((name) => !mayUsePackage(area, `node:${name}`)).join('|')})$`;
}

function dependencies(): string[] {
  const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
  return Object.keys(manifest.dependencies);
}
