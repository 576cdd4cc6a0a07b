import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
}

const collector = pathToFileURL(join(import.meta.dirname, '../../.build/licences.mjs')).href;
const { licenceNotices } = (await import(collector)) as {
  licenceNotices: (
    root: string,
    packages: readonly BundledPackage[],
    sources: readonly string[],
  ) => Promise<string>;
};

const GRANT = 'Permission is hereby granted, free of charge, to any person';
const FOLDER = 'node_modules/@scope/tram';
const tram: BundledPackage = { name: '@scope/tram', version: '1.2.3', folder: FOLDER };

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'licences-'));
  await mkdir(join(root, '.build/licences'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
const inPackage = (files: Readonly<Record<string, string>>): Promise<void> =>
  write(Object.fromEntries(Object.entries(files).map(([path, text]) => [`${FOLDER}/${path}`, text])));
const notices = (sources: readonly string[] = []): Promise<string> =>
  licenceNotices(
    root,
    [tram],
    sources.map((path) => `${FOLDER}/${path}`),
  );

describe('the licence of a package is found', () => {
  it.each([
    ['in a file', { LICENSE: GRANT }],
    ['in a file of another spelling', { 'LICENCE.md': GRANT }],
    ['in a section of its README', { 'Readme.md': `# Tram\n\nMIT\n\n## License\n\n${GRANT}\n` }],
  ])('%s', async (_where, files) => {
    await inPackage({ ...files, 'package.json': '{}' });
    const text = await notices();
    expect(text).toContain('@scope/tram 1.2.3\n\n');
    expect(text).toContain(GRANT);
  });

  it('where it is developed, if the package forgot it', async () => {
    await inPackage({ 'README.md': 'Licence: MIT' });
    await write({ '.build/licences/@scope+tram.txt': GRANT });
    expect(await notices()).toBe(`@scope/tram 1.2.3\n\n${GRANT}\n`);
  });
});

describe('the licences of what a package took over are found', () => {
  it.each([
    ['in a file of notices', 'THIRD-PARTY-NOTICES.md', 'Copyright 2017 Petra'],
    ['in another', 'ThirdPartyNotices.txt', 'Copyright 2017 Petra'],
    ['in a folder of licences', 'LICENSES/points/points.txt', 'Copyright 2017 Petra'],
    ['beside the code', 'lib/vendor/points/LICENSE', 'Copyright 2017 Petra'],
    ['in a README beside the code', 'src/points/README.md', `# Points\n\n${GRANT} 2017 Petra`],
    ['in a comment of the bundled code', 'lib/points.js', '/*!\n * Copyright(c) 2017 Petra\n */\nexport {};'],
    ['in lines of comment', 'lib/points.js', 'x();\n// Licensed under BSD\n// 2017 Petra\ny();'],
    ['in the code that it was compiled from', 'src/points.ts', '/* Copyright (c) 2017 Petra */'],
  ])('%s', async (_where, path, content) => {
    await inPackage({ LICENSE: GRANT, [path]: content });
    const text = await notices(['lib/points.js']);
    expect(text).toContain(`@scope/tram 1.2.3: ${path}\n\n`);
    expect(text).toMatch(/2017 Petra/);
  });

  it('and no others: not of code that is not bundled, nor what stands in a longer text already', async () => {
    await inPackage({
      LICENSE: `Copyright (c) 2017 Petra\n\n${GRANT}`,
      'lib/points.js': '// Copyright (c) 2017 Petra\n',
      'lib/signals.js': '// Copyright (c) 2019 Signals\n',
      'node_modules/depot/LICENSE': 'Copyright (c) 2018 Depot',
    });
    expect(await notices(['lib/points.js'])).toBe(
      `@scope/tram 1.2.3\n\nCopyright (c) 2017 Petra\n\n${GRANT}\n`,
    );
  });
});

describe('the build fails', () => {
  it.each([
    ['without a licence', {}],
    ['with the name of one alone', { 'README.md': '## License\n\nMIT' }],
    ['with those of others alone', { 'THIRD-PARTY-NOTICES.md': GRANT, 'LICENSE-3rdparty.csv': 'a,b' }],
  ])('%s', async (_what, files) => {
    await inPackage({ ...files, 'package.json': '{"license":"MIT"}' });
    await expect(notices()).rejects.toThrow('@scope/tram brings no text of its licence');
  });

  it('when a text is kept for a package that is not in the bundle any more', async () => {
    await inPackage({ LICENSE: GRANT });
    await write({ '.build/licences/bus.txt': GRANT });
    await expect(notices()).rejects.toThrow('The bundle holds no package for .build/licences/bus.txt');
  });
});
