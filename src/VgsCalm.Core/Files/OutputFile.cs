namespace VgsCalm.Files;

/// <summary>
/// A file that a command writes. A regular file is written whole, beside its place, and put there at once, with the mode and the
/// owner that were there; a device or a pipe is given the whole content when it is complete. Nothing else is left behind.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    // What is small, such as the secret of a new account, has room then; a full disk takes a new name as long as nothing is in it.
    private const int ProofBytes = 8 * 1024;

    private readonly bool _overwrite;
    private readonly bool _isPrivate;
    private readonly OutputTarget _target;
    private Stream? _device;
    private TemporaryFile? _content;

    /// <summary>Looks at what is there, and changes nothing.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="overwrite">Whether a regular file may be replaced.</param>
    /// <param name="isPrivate">Whether only the owner may read it, whatever the mode was.</param>
    /// <exception cref="VgsApiException">FileExists.</exception>
    /// <exception cref="IOException">Nothing can be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public OutputFile(string path, bool overwrite = true, bool isPrivate = false)
    {
        (Path, _overwrite, _isPrivate) = (path, overwrite, isPrivate);
        _target = OutputTarget.Find(path);
        if (isPrivate && _target.BelongsToAnother)
        {
            throw new UnauthorizedAccessException(
                $"'{path}' belongs to another user, who could read what is written into it. Remove it, or give another path."
            );
        }

        if (!overwrite && _target is { Status.Kind: FileKind.Regular, IsDescriptor: false })
        {
            throw Exists();
        }
    }

    /// <summary>The path as it was given, in full.</summary>
    public string Path { get; }

    /// <summary>It is a device, a pipe or an open descriptor: what it is given goes through it.</summary>
    public bool IsWrittenThrough => _target.IsWrittenThrough;

    /// <summary>Finds out that the file can be written. What is there keeps its content.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public void Prove()
    {
        ProveTarget();
        using var proof = CreateContent();
        proof.Stream.Write(new byte[ProofBytes], 0, ProofBytes);
        proof.Flush();
    }

    /// <inheritdoc cref="TemporaryFile.FindAbandoned"/>
    public IReadOnlyList<string> FindAbandoned() =>
        _target.IsWrittenThrough ? [] : TemporaryFile.FindAbandoned(_target.Folder);

    /// <summary>Begins the content, or begins it anew.</summary>
    public FileStream Begin()
    {
        if (_target.IsWrittenThrough)
        {
            _device ??= DeviceStream.Open(_target);
        }

        _content?.Dispose();
        _content = CreateContent();
        return _content.Stream;
    }

    /// <summary>Puts the content in its place.</summary>
    /// <exception cref="VgsApiException">FileExists: another program has made the file meanwhile.</exception>
    public void Complete()
    {
        if (_content is not { } content)
        {
            return;
        }

        if (_device is { } device)
        {
            content.CopyTo(device);
            device.Dispose();
        }
        else
        {
            PutInPlace(content);
        }
    }

    /// <summary>Writes text in UTF-8, whole or not at all.</summary>
    /// <param name="write">Writes it.</param>
    public void Write(Action<TextWriter> write)
    {
        var encoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using (var writer = new StreamWriter(Begin(), encoding, 32 * 1024, leaveOpen: true))
        {
            write(writer);
        }

        Complete();
    }

    public void Dispose()
    {
        _content?.Dispose();
        try
        {
            _device?.Dispose();
        }
        catch (IOException)
        {
            // The device took all it was to take, or its failure is the error that is on its way already.
        }
    }

    // Beside its place; what goes through a device or a pipe has no such folder.
    private TemporaryFile CreateContent() =>
        TemporaryFile.Create(_target.IsWrittenThrough ? System.IO.Path.GetTempPath() : _target.Folder);

    private void ProveTarget()
    {
        try
        {
            if (_target.IsWrittenThrough)
            {
                _device ??= DeviceStream.Open(_target);
            }
            else if (_target.Status.Kind == FileKind.Regular)
            {
                new FileStream(_target.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1).Dispose();
            }
        }
        catch (UnauthorizedAccessException error)
        {
            throw new UnauthorizedAccessException(
                $"This user may not write the file '{Path}'. Correct its permissions, or give another path.",
                error
            );
        }
        catch (IOException error) when (error.IsInUse())
        {
            throw new IOException(
                $"Another program has the file '{Path}' open. Close it there, or give another path.",
                error
            );
        }
    }

    private void PutInPlace(TemporaryFile content)
    {
        var path = _target.Path;
        var before = FileStatus.Read(path);
        content.Flush();
        try
        {
            if (before.Kind == FileKind.Missing)
            {
                content.MoveTo(path);
            }
            else if (!_overwrite)
            {
                throw Exists();
            }
            else if (!content.TryReplace(path, before, _isPrivate))
            {
                content.CopyInto(path, before, _isPrivate);
            }
        }
        catch (IOException) when (!_overwrite && File.Exists(path))
        {
            // Another program made the file since this one looked: that file stays.
            throw Exists();
        }
    }

    private VgsApiException Exists() =>
        new(VgsErrorId.FileExists, $"The file '{Path}' exists; it was not touched.", Path)
        {
            // Whoever follows this must not lose the only copy of an account's secret.
            RecommendedAction =
                "Choose another path. -Force replaces the file, and with it a secret that it may hold, which VGS gave only once.",
        };
}
