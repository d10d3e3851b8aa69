@NullMarked
package io.sillok.client.json;

import org.jspecify.annotations.NullMarked;
