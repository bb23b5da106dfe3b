import azure.functions as func

app = func.FunctionApp()


@app.timer_trigger("timer", schedule="0 */5 * * * *")
@app.route("hello")
def hello(req: func.HttpRequest, timer: func.TimerRequest) -> str:
    return f"Hello from {req.url} at {timer.past_due}!"
