import { not, type Section } from './scenario.ts';

/** Questions, not faults: each has its answer, and where. */
export const IDENTIFICATION: Section = {
  F1: [
    not(
      'a question and no fault: "spctl status" lists the static pods of a node, counted as the kubelet runs them',
    ),
  ],
  F2: [
    not(
      'a question and no fault: "spctl status" lists what is a static pod; what is none only the API server tells',
    ),
  ],
  F3: [not('a question and no fault: every answer begins with the name of the node')],
  F4: [not('a question and no fault: "spctl where" tells the directory, "spctl explain FILE" the image')],
  F5: [not('a question and no fault: "spctl status" shows each pod with the name it has in the API server')],
  F6: [
    not('a question and no fault: "spctl status" shows which programs of the control plane are static pods'),
  ],
  F7: [not('a question and no fault: "spctl which" tells the file that is the switch')],
  F8: [not('a question and no fault: "spctl which" tells the file and the line that made a pod')],
  F9: [not('a script for a cluster: "spctl explain static-pod" tells what marks a static pod')],
  F10: [not('a question to the container runtime: "spctl status" shows what it runs and kubectl does not')],
  F11: [not('a question and no fault: "spctl explain" tells how the directory of logs is named')],
  F12: [not('a question and no fault: "spctl explain" tells what the annotation means')],
};
