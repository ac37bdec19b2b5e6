package sse.folder;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Looks at a folder from time to time and tells what has changed: every system can do that, whatever kind of disk it
 * is. Hidden files do not count, and of a folder of many files the first {@value #MOST} do. One thread.
 */
public final class Changes implements Runnable {
    private static final long LOOK_MILLIS = 300;
    private static final int MOST = 20_000;

    private final Path root;
    private final Consumer<String> changed;
    private Map<Path, String> seen = Map.of();

    /** @param changed told the path, from the root, of a file that is new, other or gone; one for each look */
    public Changes(Path root, Consumer<String> changed) {
        this.root = root;
        this.changed = changed;
        this.seen = look();
    }

    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                String path = next();
                if (path != null) changed.accept(path);
            }
        } catch (InterruptedException e) {
            // over
        }
    }

    /** What has changed since the last look, one for all; null for nothing. */
    String next() {
        Map<Path, String> now = look();
        String path = null;
        for (Map.Entry<Path, String> file : now.entrySet()) {
            if (!file.getValue().equals(seen.get(file.getKey()))) path = shown(file.getKey());
        }
        for (Path file : seen.keySet()) {
            if (path == null && !now.containsKey(file)) path = shown(file);
        }
        seen = now;
        return path;
    }

    private String shown(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private Map<Path, String> look() {
        Map<Path, String> files = new HashMap<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) {
                    boolean hidden = !folder.equals(root) && folder.getFileName().toString().startsWith(".");
                    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                    if (!file.getFileName().toString().startsWith(".")) {
                        files.put(file, is.lastModifiedTime().toMillis() + " " + is.size());
                    }
                    return files.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE; // gone meanwhile, or not for us
                }
            });
        } catch (IOException e) {
            // the folder itself cannot be read now
        }
        return files;
    }
}
