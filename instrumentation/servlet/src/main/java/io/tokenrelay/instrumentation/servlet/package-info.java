/**
 * The servlet API from 2.5 on, for containers without an instrumentation of their own. {@code
 * Dispatch} is the shared code; {@code Javax*} and {@code Jakarta*} differ only in their imports,
 * since no class can be compiled against both.
 */
package io.tokenrelay.instrumentation.servlet;
