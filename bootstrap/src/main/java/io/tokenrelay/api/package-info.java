/** What an application may call, by reflection: see {@code docs/identity.md}. Read-only. */
package io.tokenrelay.api;
