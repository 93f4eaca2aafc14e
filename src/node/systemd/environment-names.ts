import { isValidUtf8 } from './utf8.ts';

/** env_name_is_valid (systemd basic/env-util.c). */
export function isEnvironmentName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/** env_assignment_is_valid: a name, `=`, and UTF-8 without noncharacters. */
export function isEnvironmentAssignment(text: string): boolean {
  const equals = text.indexOf('=');
  return equals >= 0 && isEnvironmentName(text.slice(0, equals)) && isValidUtf8(text.slice(equals + 1));
}
