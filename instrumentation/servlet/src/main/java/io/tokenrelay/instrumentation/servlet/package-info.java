/**
 * The servlet API from 2.5 on, for containers without an instrumentation of their own. {@code
 * Dispatch} is the one body; {@code Javax*} and {@code Jakarta*} differ in their imports, and are
 * apart because no class can be compiled against both.
 */
package io.tokenrelay.instrumentation.servlet;
