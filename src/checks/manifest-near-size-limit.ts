import { defineCheck, NOTHING } from './define-check.ts';

const MIB = 1024 * 1024;

export default defineCheck({
  id: 'manifest-near-size-limit',
  scope: 'file',
  summary: 'a manifest is nearly as large as the kubelet reads at most',
  severity: 'warning',
  why: 'The kubelet reads less than 10 MiB of a manifest (10,485,759 bytes); one byte more and it refuses the file, and stops the pod that runs from it.',
  bad: 'a manifest of 9.5 MiB',
  good: 'a manifest of a few kilobytes',
  fix: 'Look what fills the file, and mount large data from the node instead.',
  links: ['pkg/kubelet/config/common.go maxConfigLength', 'k8s.io/utils/io/read.go ReadAtMost'],
  check: ({ path, size }) =>
    size <= 9 * MIB
      ? NOTHING
      : [
          {
            message: `the file has ${(size / MIB).toFixed(2)} MiB: from 10 MiB on the kubelet refuses it and stops its pod`,
            location: { file: path },
            help: 'look what fills the file: large data is better mounted from the node',
          },
        ],
});
