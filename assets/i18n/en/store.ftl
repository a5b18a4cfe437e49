store-old-sqlite = This build contains SQLite { $version }, which can lose saved changes. Build it with SQLite 3.51.3 or newer.
store-missing = There is no { $path }. Check the path, or create a new workspace.
store-directory = { $path } is a folder. Name a file inside it, for example canvass.db.
store-not-a-file = { $path } is not an ordinary file. Name another one.
store-symlink = { $path } is a symbolic link. Open the file it points to.
store-hard-linked = { $path } has a second name (hard link), and changes made under it would be missed. Remove the other name first.
store-not-writable = No write access to { $path }. Its owner or an administrator can run: { $command }
store-read-only-disk = The disk of { $path } is mounted read-only. Remount it for writing or copy the workspace elsewhere.
store-remote-disk = { $path } is on { $kind }, where several sessions would lose each other’s changes. Move the workspace to a disk of this machine.
store-synced-folder = { $path } is synchronised by { $program }, which would damage an open workspace. Move it outside that folder.
store-foreign = { $path } is not a Canvass workspace, or its beginning is damaged. Nothing was changed; name another file or restore a backup.
store-corrupt = { $path } is damaged. Nothing was changed; keep the file and restore the latest backup.
store-disk-full = The disk of { $path } is full. Free some space and try again; what was saved is safe.
store-newer = { $path } was upgraded by Canvass { $needs }; this is { $mine }. Install { $needs } or newer.
store-newer-writer = { $path } was upgraded by Canvass { $needs }; this { $mine } can only read it. Install { $needs } or newer to make changes.
store-maintenance = { $path } is being restored or cleaned up. Try again in a few minutes.
store-in-use = Other sessions have { $path } open. Close them and try again.
store-busy = Another session has been saving to { $path } for more than 10 seconds. Nothing was changed; try again.
store-no-wal = The disk of { $path } does not support the write-ahead log. Move the workspace to another local disk.
store-exists = { $path } already exists and will not be overwritten. Choose another name.
store-bad-copy = The backup { $path } did not pass its check ({ $reason }) and was discarded. Check the disk and try again.
store-failed = { $path } could not be used: { $reason }. Check the disk and try again.
store-warn-memory-disk = { $path } is in memory and will be lost at the next restart.
store-warn-modeless-disk = The disk of { $path } has no file permissions: anyone on this machine can read the workspace.
store-warn-low-space = { $free ->
    [one] Only { $free } MiB is free on the disk.
   *[other] Only { $free } MiB are free on the disk.
}
store-warn-open-to-all = Everyone on this machine can read { $path }. To close it: { $command }
store-warn-group-folder = Colleagues may be locked out of { $path } after a crash. To prevent that: { $command }
store-warn-ballast-used = The disk is full. The reserve was released so that you can still save; free some space soon.
