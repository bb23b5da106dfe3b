from greetings import bp

import azure.functions as func

app = func.FunctionApp()
app.register_functions(bp)
